
# What a host knows of its guests and repositories, read without starting domzero. All of it is text that may be
# anything: it is compared and shown, and never expanded, as 'compgen -W' would.

# Where what is known of them is.
_domzero_state=/var/lib/domzero

# Where those on NFS servers are mounted, each at its uuid, and where Linux shows its network interfaces.
_domzero_mounts=/run/sr-mount
_domzero_networks=/sys/class/net

# In xl's configurations and in JSON: blanks and comments, which go, then text in quotes, a key with its operator, a
# number, anything else.
_domzero_token='(#[^\n]*|[[:space:]]+)'
_domzero_token+='|("([^"\\\n]|\\[^\n])*"|'\''([^'\''\\\n]|\\[^\n])*'\''|[a-z][_0-9a-z]*[ \t]*\+?=|[0-9][0-9a-fx]*|[^\n])'

# The tokens in the files of a directory that end so, one a line; a line == begins a file.
_domzero_tokens() {
  local files
  mapfile -d '' -t files < <(timeout 2 find "$_domzero_state/$1" -maxdepth 1 -xtype f -name "*.$2" -print0 | sort -z)
  if [[ ${#files[@]} -gt 0 ]]; then
    LC_ALL=C timeout 2 sed -szE -e "s/$_domzero_token/\\2\\n/g; s/\\n+/\\n/g" -e '1s/^/==\n/' -- "${files[@]}"
  fi
}

# Puts what a token says into value; fails when nobody could type that.
_domzero_text() {
  value=$1
  case $value in
    \"*\" | \'*\') value=${value:1:-1} ;;
  esac
  if [[ $value == *\\* ]]; then
    # A line break stands for a backslash: it cannot be in a token.
    value=${value//'\\'/$'\n'}
    value=${value//'\"'/'"'}
    value=${value//"\\'"/"'"}
    [[ $value != *\\* ]] || return
    value=${value//$'\n'/'\'}
  fi
  [[ -n $value && $value != *[[:cntrl:]]* ]]
}

_domzero_is_uuid() {
  [[ $1 =~ ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$ ]]
}

# Puts the guests' names and uuids into names and uuids; into elements what the guest $1 has in its list $2.
_domzero_guests() {
  local - token value key= name= uuid= list=() IFS=$'\n'
  set -f
  names=() uuids=() elements=()
  for token in $(_domzero_tokens guests cfg) ==; do
    case $token in
      ==)
        _domzero_is_uuid "$uuid" && uuid=${uuid,,} || uuid=
        [[ -z $name ]] || names+=("$name")
        [[ -z $uuid ]] || uuids+=("$uuid")
        [[ -z $name || ($1 != "$name" && ${1,,} != "$uuid") ]] || elements=("${list[@]}")
        key= name= uuid= list=()
        ;;
      [a-z]*=)
        key=${token%%[!_0-9a-z]*}
        # Of several settings the last counts, and += goes on with it.
        case $token in
          *+=) ;;
          name*) [[ $key != name ]] || name= ;;
          uuid*) [[ $key != uuid ]] || uuid= ;;
          *) [[ $key != "$2" ]] || list=() ;;
        esac
        ;;
      \"*\" | \'*\' | [0-9]*)
        case $key in
          name) _domzero_text "$token" && name+=$value ;;
          uuid) _domzero_text "$token" && uuid+=$value ;;
          "$2") _domzero_text "$token" && list+=("$value") ;;
        esac
        ;;
    esac
  done
}

# Puts the repositories' names and uuids into names and uuids, and the directories of ISO files into libraries. With $1,
# only of repositories that guests' disks can be in.
_domzero_repositories() {
  local - token value text= key= name= uuid= type= location= unnamed=() installed IFS=$'\n'
  set -f
  names=() uuids=() libraries=()
  for token in $(_domzero_tokens repositories json) ==; do
    case $token in
      ==)
        if [[ -n $name ]] && _domzero_is_uuid "$uuid"; then
          [[ $location == /* ]] || location=$_domzero_mounts/${uuid,,}
          [[ ${type,,} != iso ]] || libraries+=("$location")
          if [[ ${type,,} != iso || -z $1 ]]; then
            names+=("$name")
            uuids+=("${uuid,,}")
          fi
        fi
        text= key= name= uuid= type= location=
        ;;
      :) key=$text ;;
      ,) key= ;;
      \"*\")
        _domzero_text "$token" || value=
        case $key in
          name) name=$value ;;
          uuid) uuid=$value ;;
          type) type=$value ;;
          location) location=$value ;;
        esac
        text=$value key=
        ;;
    esac
  done
  # As domzero calls groups that nobody has named: see Repositories.
  for uuid in $(timeout 2 vgs --noheadings -o vg_name,vg_exported | _domzero_groups); do
    [[ $IFS${uuids[*]}$IFS == *"$IFS$uuid$IFS"* ]] || unnamed+=("$uuid")
  done
  [[ ${#unnamed[@]} -gt 0 ]] || return 0
  installed=$(timeout 2 lvs --noheadings -o vg_name -S lv_name=domzero-state | _domzero_groups)
  for uuid in "${unnamed[@]}"; do
    [[ $uuid == "$installed" ]] && names+=(local) || names+=("local-${uuid:0:8}")
    uuids+=("$uuid")
  done
}

# The uuids of repositories in a list of LVM groups, without those of exported ones.
_domzero_groups() {
  sed -nE 's/^ *VG_XenStorage-([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}) *$/\L\1/p'
}

# Puts the names of the ISO files in libraries into files. A library may be on a server that does not answer.
_domzero_isos() {
  local library found
  files=()
  for library in "${libraries[@]}"; do
    mapfile -d '' -t found < <(timeout 2 find "$library/" -maxdepth 1 -iname '*.iso' ! -type d -printf '%f\0')
    files+=("${found[@]}")
  done
}

# What a guest sees the disk of this specification as, put into device; nothing for a CD. See DiskReader.
_domzero_device() {
  local part parts placed=() named= cdrom=
  device=
  IFS=, read -r -a parts <<< "$1"
  for part in "${parts[@]}"; do
    part=${part#"${part%%[![:space:]]*}"}
    part=${part%"${part##*[![:space:]]}"}
    case $part in
      target=*) break ;;
      vdev=*) device=${part#*=} ;;
      devtype=cdrom | cdrom) cdrom=1 ;;
      format=*) named=1 ;;
      *=* | readonly | direct-io-safe | discard | no-discard | colo | no-colo | trusted | untrusted) ;;
      *) placed+=("$part") ;;
    esac
  done
  # By their place: the target, its format if nothing else tells that, the device.
  if [[ -z $device ]]; then
    if [[ -n $named || ${placed[0]-} =~ ^[a-z][a-z0-9]*: || (-z ${placed[0]-} && ${placed[1]-} == *:*) ]]; then
      device=${placed[1]-}
    else
      device=${placed[2]-}
    fi
  fi
  [[ -z $cdrom && $device != *:cdrom ]] || device=
  device=${device%:disk}
}

# The network card's address in this specification, put into mac.
_domzero_mac() {
  local part parts
  mac=
  IFS=, read -r -a parts <<< "$1"
  for part in "${parts[@]}"; do
    [[ ! $part =~ ^[[:space:]]*mac=[[:space:]]*([0-9a-fA-F:-]+)[[:space:]]*$ ]] || mac=${BASH_REMATCH[1]}
  done
}

# Completes the word begun to those of these that go on like it, written so that the shell takes each for a word.
# Readline itself writes names of files so, but for what it takes for an expansion.
_domzero_offer() {
  local one
  for one; do
    [[ -n $one && $one == "$begun"* ]] || continue
    [[ -z $of_files || $one != *[\$\`[:cntrl:]]* ]] || continue
    if [[ -z $quote ]]; then
      one=$option$one
      one=${one#"$kept"}
      [[ -n $of_files ]] || printf -v one %q "$one"
    elif [[ -z $of_files && $one == *[!A-Za-z0-9._:\ -]* ]]; then
      # It may mean something to the shell within quotes too.
      continue
    fi
    COMPREPLY+=("$one")
  done
}

_domzero_offer_names_and_uuids() {
  compopt -o nosort
  _domzero_offer "${names[@]}"
  if [[ -n $begun && $begun != *[!0-9a-fA-F-]* ]]; then
    begun=${begun,,}
    _domzero_offer "${uuids[@]}"
  fi
}

# The completions of a parameter that is of this kind, of which $begun is there.
_domzero_parameter() {
  local names=() uuids=() elements=() libraries=() files=() of_files= device mac one
  case $1 in
    command) _picocli_domzero ;;
    guest)
      _domzero_guests '' ''
      _domzero_offer_names_and_uuids
      ;;
    device)
      _domzero_guests "$guest" disk
      for one in "${elements[@]}"; do
        _domzero_device "$one"
        _domzero_offer "$device"
      done
      ;;
    mac)
      _domzero_guests "$guest" vif
      for one in "${elements[@]}"; do
        _domzero_mac "$one"
        _domzero_offer "$mac"
      done
      ;;
    repository)
      _domzero_repositories ''
      _domzero_offer_names_and_uuids
      ;;
    storage)
      _domzero_repositories storage
      _domzero_offer_names_and_uuids
      ;;
    bridge)
      for one in "$_domzero_networks"/*/bridge; do
        [[ -d $one ]] || continue
        one=${one%/bridge}
        _domzero_offer "${one##*/}"
      done
      ;;
    iso)
      if [[ $begun != */* ]]; then
        of_files=1
        _domzero_repositories ''
        _domzero_isos
        _domzero_offer "${files[@]}"
      fi
      if [[ ${#COMPREPLY[@]} -gt 0 ]]; then
        compopt -o filenames
        mapfile -t files < <(compgen -f -- "$begun")
        _domzero_offer "${files[@]}"
      else
        compopt -o default
      fi
      ;;
    file) compopt -o default ;;
    word\ *)
      read -r -a names <<< "${1#word }"
      _domzero_offer "${names[@]}"
      ;;
  esac
}

_domzero_complete() {
  local IFS=$' \t\n' line part rest words=() kept= i
  COMPREPLY=()
  # Readline cuts words also at colons and equals signs, and puts a completion behind the last one: kept is before it.
  line=${COMP_LINE-}
  [[ -z $line ]] || line=${line:0:${COMP_POINT:-${#line}}}
  [[ -n $line ]] || line=${COMP_WORDS[*]:0:COMP_CWORD+1}
  for ((i = 0; i <= COMP_CWORD; i++)); do
    rest=${line#"${line%%[![:blank:]]*}"}
    part=${COMP_WORDS[i]}
    # Of the last what is before the cursor.
    [[ $i -lt $COMP_CWORD ]] || part=$rest
    if [[ $i -gt 0 && $rest == "$line" ]]; then
      kept=${words[-1]}
      words[-1]+=$part
    else
      kept=
      words+=("$part")
    fi
    [[ -z $part || $part == [\"\']* || $COMP_WORDBREAKS != *"${part:0:1}"* ]] || kept=${words[-1]}
    line=${rest:${#part}}
  done

  # Which command it is, and which of its parameters.
  local command= kind= option= guest= position=0 literal= word last=$((${#words[@]} - 1))
  for ((i = 1; i < last; i++)); do
    word=${words[i]}
    _domzero_kind "${command:+$command }$word"
    if [[ -n $literal || $word != -?* ]]; then
      if [[ -z $literal && $kind == command && $position -eq 0 ]]; then
        command+=${command:+ }$word
      else
        [[ $position -gt 0 ]] || guest=${word//[\\\"\']/}
        position=$((position + 1))
      fi
    elif [[ $word == -- ]]; then
      literal=1
    elif [[ -n $kind ]]; then
      option=$word
      i=$((i + 1))
    fi
  done

  local begun=${words[last]} quote=
  if [[ -n $option && $i -gt $last ]]; then
    option=
  elif [[ -z $literal && $begun == -*=* ]]; then
    option=${begun%%=*}
    _domzero_kind "${command:+$command }$option"
    option+==
    begun=${begun#*=}
  elif [[ -z $literal && $begun == -* ]]; then
    kind=
  else
    option=
    _domzero_kind "${command:+$command }#$position"
  fi

  compopt +o default
  if [[ -z $kind ]]; then
    [[ $position -gt 0 && $begun != -* ]] || "_picocli_domzero${command:+_${command//[!a-z]/_}}"
    return
  fi
  case $begun in
    \"* | \'*)
      quote=${begun:0:1}
      begun=${begun:1}
      ;;
    *[\"\']*) return ;;
    *)
      begun=${begun//\\/}
      kept=${kept//\\/}
      ;;
  esac
  _domzero_parameter "$kind"
} 2> /dev/null

if [ -n "$BASH_VERSION" ]; then
  complete -F _domzero_complete -o default domzero
fi
