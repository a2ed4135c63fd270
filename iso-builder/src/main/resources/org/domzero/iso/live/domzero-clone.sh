# For login shells: who has chosen to clone this machine is asked where to, on whichever console is answered first; unless
# there were answers, by which domzero-clone.service has tried.
case " $(cat /proc/cmdline) " in
    *" domzero.mode=clone "*)
        if [ ! -e /run/domzero/clone-asked ]; then
            echo "This machine is cloned to a Xen host that domzero is installed on. Nothing is written to its disks."
            echo "Ctrl-C leads to a shell; 'domzero p2v push --help' tells what else there is to choose."
            domzero p2v push && touch /run/domzero/clone-asked
        fi
        ;;
esac
