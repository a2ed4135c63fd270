package org.domzero.bootloader.extlinux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.domzero.toolkit.UserError;

/**
 * The command line of {@code mboot.c32}: {@code xen.gz OPTIONS --- vmlinuz OPTIONS --- initrd.img}. mboot splits it at
 * white space and hands each module its words joined by single spaces, so only the words are kept here.
 *
 * @param modules at least one: the Multiboot kernel, then what it is given
 */
public record MultibootCommand(List<Module> modules) {
    private static final String SEPARATOR = "---";

    public MultibootCommand {
        modules = List.copyOf(modules);
        if (modules.isEmpty()) {
            throw new IllegalArgumentException("a Multiboot command needs a kernel");
        }
    }

    /**
     * Reads the value of an {@code APPEND} directive.
     *
     * @throws UserError when no file stands before, between or after the separators
     */
    public static MultibootCommand parse(String text) {
        List<Module> modules = new ArrayList<>();
        List<String> module = new ArrayList<>();
        List<String> words = new ArrayList<>(words(text));
        words.add(SEPARATOR);
        for (String word : words) {
            if (!word.equals(SEPARATOR)) {
                module.add(word);
                continue;
            }
            if (module.isEmpty()) {
                throw UserError.usage(
                        "module " + (modules.size() + 1) + " of the Multiboot command \"" + text + "\" has no file",
                        "write xen.gz OPTIONS --- vmlinuz OPTIONS --- initrd.img");
            }
            modules.add(new Module(module.get(0), module.subList(1, module.size())));
            module.clear();
        }
        return new MultibootCommand(modules);
    }

    /** One line, as {@link #parse} reads it. */
    public String render() {
        return modules.stream().map(Module::render).collect(Collectors.joining(" " + SEPARATOR + " "));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[\\x00-\\x20]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /**
     * A file and the words it is given.
     *
     * @param file a path on the boot file system; mboot unpacks gzip
     */
    public record Module(String file, List<String> options) {
        public Module {
            options = List.copyOf(options);
            Stream.concat(Stream.of(file), options.stream()).forEach(Module::check);
        }

        /** A module from its command line; {@code options} are words separated by white space. */
        public static Module of(String file, String options) {
            return new Module(file, words(options));
        }

        String render() {
            return Stream.concat(Stream.of(file), options.stream()).collect(Collectors.joining(" "));
        }

        private static void check(String word) {
            if (word.isEmpty() || word.equals(SEPARATOR) || word.chars().anyMatch(character -> character <= ' ')) {
                throw new IllegalArgumentException("\"" + word + "\" cannot be one word of a Multiboot command");
            }
        }
    }
}
