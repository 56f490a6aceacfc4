package io.dipc.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads what the application must not see: everything below {@code inst/} in dipc.jar, which holds the classes packed
 * ({@link PackedClasses}) and other resources as entries. It looks there first and then in the JDK, so that nothing on the application's class path can take
 * the place of a library of ours. Only the packages {@code io.dipc} (annotation and exceptions, which application code
 * may name), {@code io.dipc.agent} (this class) and the rewriter's pre-filter come from the system loader.
 *
 * <p>Uses neither lambdas nor regular expressions: it may run while the application's first classes are loaded.
 */
final class AgentLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String PREFIX = "inst/";
    private static final String API_PACKAGE = "io.dipc.";
    private static final String ENTRY_PACKAGE = "io.dipc.agent.";
    private static final String PRE_FILTER_PACKAGE = "io.dipc.rewriter.prefilter.";

    private final ZipFile jar;
    private final PackedClasses classes;
    private final String root;
    private final ProtectionDomain domain;

    /**
     * @param file dipc.jar
     * @throws IOException if it cannot be read
     */
    AgentLoader(File file) throws IOException {
        super("dipc", ClassLoader.getPlatformClassLoader());
        URI uri = file.toURI();
        jar = new ZipFile(file);
        classes = new PackedClasses(jar);
        root = "jar:" + uri + "!/";
        domain = new ProtectionDomain(new CodeSource(uri.toURL(), (Certificate[]) null), null, this, null);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> found = findLoadedClass(name);
            if (found == null) {
                found = find(name);
            }
            if (resolve) {
                resolveClass(found);
            }
            return found;
        }
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return getParent().loadClass(name);
        }
        if (inPackage(API_PACKAGE, name) || inPackage(ENTRY_PACKAGE, name) || inPackage(PRE_FILTER_PACKAGE, name)) {
            return ClassLoader.getSystemClassLoader().loadClass(name);
        }
        byte[] bytes;
        try {
            bytes = classes.read(name.replace('.', '/'));
        } catch (IOException e) {
            throw new ClassNotFoundException(name.concat(" cannot be read"), e);
        }
        if (bytes == null) {
            return getParent().loadClass(name);
        }
        return defineClass(name, bytes, 0, bytes.length, domain);
    }

    private static boolean inPackage(String packageWithDot, String name) {
        return name.startsWith(packageWithDot) && name.indexOf('.', packageWithDot.length()) < 0;
    }

    @Override
    public URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : getParent().getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>();
        URL own = findResource(name);
        if (own != null) {
            all.add(own);
        }
        all.addAll(Collections.list(getParent().getResources(name)));
        return Collections.enumeration(all);
    }

    /** Answers for packed classes too, which have no URL. */
    @Override
    public InputStream getResourceAsStream(String name) {
        try {
            if (name.endsWith(".class")) {
                byte[] bytes = classes.read(name.substring(0, name.length() - ".class".length()));
                if (bytes != null) {
                    return new ByteArrayInputStream(bytes);
                }
            }
            ZipEntry entry = jar.getEntry(PREFIX.concat(name));
            return entry == null ? getParent().getResourceAsStream(name) : jar.getInputStream(entry);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    protected URL findResource(String name) {
        String entry = PREFIX.concat(name);
        if (jar.getEntry(entry) == null) {
            return null;
        }
        try {
            return new URL(root + entry);
        } catch (MalformedURLException e) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL own = findResource(name);
        return own == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singletonList(own));
    }
}
