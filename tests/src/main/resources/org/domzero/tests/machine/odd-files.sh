# Whatever a file system can hold; by Debian's own tools.
chroot . sh -eu <<'TEXT'
mkdir -p /srv/odd
cd /srv/odd
echo one > one
ln one 'another name of one'
ln -s /etc/shadow absolute
ln -s ../../../../../../etc/shadow up
ln -s nowhere dangling
mknod device c 10 200
mkfifo pipe
truncate -s 12G sparse
printf end | dd of=sparse bs=1 seek=9000000000 conv=notrunc status=none
printf 'latin' > "$(printf 'caf\351')"
printf 'lines' > "$(printf 'two\nlines')"
printf 'words' > ' leading and trailing '
echo attributes > attributes
setfattr -n user.plain -v text attributes
setfattr -n user.binary -v 0x00ff0a0d00 attributes
setfattr -n trusted.secret -v 0x0001 attributes
# With a NUL byte at its end, as the kernel has it.
setfattr -n security.selinux -v 0x73797374656d5f753a6f626a6563745f723a6574635f743a733000 attributes
echo acl > acl
setfacl -m u:1234:rw,g:4321:r acl
mkdir default-acl
setfacl -d -m u:1234:rwx default-acl
cp ../../bin/true able
setcap cap_net_raw+ep able
cp ../../bin/true set-uid
chown 1234:4321 set-uid
chmod 6755 set-uid
mkdir sticky
chmod 1777 sticky
touch -d '1999-12-31 23:59:59.123456789 UTC' old
# The name of the last has more than 4096 bytes.
perl -e 'my $name = "d" x 240; for (1 .. 20) { mkdir($name) or die; chdir($name) or die; }
    open(my $file, ">", "file") or die; print $file "deep\n"; close($file) or die;'
TEXT
