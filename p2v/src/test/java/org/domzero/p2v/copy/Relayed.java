package org.domzero.p2v.copy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.domzero.toolkit.RunningProgram;

/** A program whose output goes through a hand that may do something to it. */
class Relayed implements RunningProgram {
    private final RunningProgram program;
    private final InputStream output;

    Relayed(RunningProgram program) {
        this.program = program;
        this.output = new FilterInputStream(program.output()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int room = room(length);
                return passed(super.read(bytes, offset, room));
            }
        };
    }

    int room(int wanted) {
        return wanted;
    }

    int passed(int read) throws IOException {
        return read;
    }

    @Override
    public OutputStream input() {
        return program.input();
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public int status() throws IOException {
        return program.status();
    }

    @Override
    public void end() {
        program.end();
    }
}
