package org.domzero.installer.answers;

/** What the machine does when the installation is done. */
public enum FinishAction {
    REBOOT,
    POWEROFF,
    /** It stays in the installer, with a shell on its consoles. */
    SHELL
}
