package io.dipc.proxies.elements;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.ImmutableSerializer;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of the default file system, by their names. */
final class PathSerializer extends ImmutableSerializer<Path> {

    @Override
    public void write(Kryo kryo, Output output, Path path) {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new RefusedClassException("the path " + path.toUri()
                    + " is not of the default file system, and means nothing elsewhere; copy the file's contents");
        }
        output.writeString(path.toString());
    }

    @Override
    public Path read(Kryo kryo, Input input, Class<? extends Path> type) {
        String name = input.readString();
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new RefusedClassException("\"" + name + "\" is not a path here: " + e.getReason(), e);
        }
    }
}
