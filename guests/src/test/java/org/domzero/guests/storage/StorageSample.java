package org.domzero.guests.storage;

/** What LVM says on a host with two repositories and another host's group. */
public final class StorageSample {
    public static final String LOCAL = "0f3c6a2e-7d5b-4c11-9a57-2f0f6f0a9d10";
    public static final String FAST = "7b1f6c7e-52a3-4c39-8a44-0f6f2a9d1011";
    public static final String VOLUME = "11111111-2222-4333-8444-555555555555";

    public static final String VGS = """
              {
                  "report": [
                      {
                          "vg": [
                              {"vg_name":"VG_XenStorage-%1$s", "vg_size":"17070817280", "vg_free":"15997075456", "vg_missing_pv_count":"0", "vg_exported":"", "pv_name":"/dev/vda4"},
                              {"vg_name":"VG_XenStorage-%1$s", "vg_size":"17070817280", "vg_free":"15997075456", "vg_missing_pv_count":"0", "vg_exported":"", "pv_name":"/dev/vdb1"},
                              {"vg_name":"VG_XenStorage-%2$s", "vg_size":"8581545984", "vg_free":"6434062336", "vg_missing_pv_count":"1", "vg_exported":"", "pv_name":"[unknown]"},
                              {"vg_name":"VG_XenStorage-%2$s", "vg_size":"8581545984", "vg_free":"6434062336", "vg_missing_pv_count":"1", "vg_exported":"", "pv_name":"/dev/vdc1"},
                              {"vg_name":"VG_XenStorage-99999999-52a3-4c39-8a44-0f6f2a9d1011", "vg_size":"8581545984", "vg_free":"0", "vg_missing_pv_count":"0", "vg_exported":"exported", "pv_name":"/dev/vdd1"},
                              {"vg_name":"data", "vg_size":"8581545984", "vg_free":"0", "vg_missing_pv_count":"0", "vg_exported":"", "pv_name":"/dev/vde1"}
                          ]
                      }
                  ]
                  ,
                  "log": [
                  ]
              }
            """.formatted(LOCAL, FAST);

    public static final String LVS = """
              {
                  "report": [
                      {
                          "lv": [
                              {"vg_name":"VG_XenStorage-%1$s", "lv_name":"domzero-state", "lv_size":"1073741824"},
                              {"vg_name":"VG_XenStorage-%1$s", "lv_name":"vdi-%2$s", "lv_size":"2147483648"},
                              {"vg_name":"data", "lv_name":"vdi-%2$s", "lv_size":"4096"}
                          ]
                      }
                  ]
              }
            """.formatted(LOCAL, VOLUME);

    private StorageSample() {}
}
