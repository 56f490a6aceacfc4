package io.dipc.rewriter.prefilter;

import java.nio.charset.StandardCharsets;

/**
 * Scans the constant pool of a class file for what the rewriter could have to do with it. It may say yes where there
 * is nothing to do, and never says no where there is. Immutable; any number of threads may scan.
 */
public final class PreFilter {
    /** The class names the annotation. */
    public static final int ANNOTATED = 1;
    /** The class is, or refers to, one that the configuration names. */
    public static final int CONFIGURED = 2;
    /** The class refers to a field of supported type that it does not itself declare. */
    public static final int FOREIGN_FIELD = 4;
    /** The class calls a final method of {@code Semaphore} that has to be redirected. */
    public static final int SEMAPHORE = 8;
    /** The class calls something that can store into fields reflectively. */
    public static final int REFLECTION = 16;
    /** The bytes could not be understood; whoever can report it has to look. */
    public static final int UNREADABLE = 32;
    /** The class names the type of an array of supported type. */
    public static final int ARRAY = 64;

    private static final int SUPPORTED_TYPE = 1 << 8;
    private static final int SEMAPHORE_CLASS = 1 << 9;
    private static final int SEMAPHORE_METHOD = 1 << 10;
    private static final int FIELD_CLASS = 1 << 11;
    private static final int FIELD_SET = 1 << 12;
    private static final int LOOKUP_CLASS = 1 << 13;
    private static final int LOOKUP_METHOD = 1 << 14;
    private static final int UPDATER_CLASS = 1 << 15;
    /** Arrays of this type are supported, too. */
    private static final int ARRAY_COMPONENT = 1 << 16;

    private final byte[][][] namesByLength;
    private final int[][] meaningsByLength;

    /**
     * @param configuredClasses names of the classes that the configuration speaks of, as {@link Class#getName()}
     *     gives them
     */
    public PreFilter(String... configuredClasses) {
        Dictionary dictionary = new Dictionary();
        dictionary.add("Lio/dipc/Distributed;", ANNOTATED);
        for (String name : configuredClasses) {
            dictionary.add(name.replace('.', '/'), CONFIGURED);
        }
        for (String name : SupportedTypes.internalNames()) {
            String descriptor = "L".concat(name).concat(";");
            boolean component = SupportedTypes.supports("[".concat(descriptor));
            dictionary.add(descriptor, component ? SUPPORTED_TYPE | ARRAY_COMPONENT : SUPPORTED_TYPE);
        }
        dictionary.add("java/util/concurrent/Semaphore", SEMAPHORE_CLASS);
        dictionary.add("hasQueuedThreads", SEMAPHORE_METHOD);
        dictionary.add("getQueueLength", SEMAPHORE_METHOD);
        dictionary.add("java/lang/reflect/Field", FIELD_CLASS);
        dictionary.add("set", FIELD_SET);
        dictionary.add("java/lang/invoke/MethodHandles$Lookup", LOOKUP_CLASS);
        for (String name : ReflectiveStores.lookupMethods()) {
            dictionary.add(name, LOOKUP_METHOD);
        }
        dictionary.add("java/util/concurrent/atomic/AtomicReferenceFieldUpdater", UPDATER_CLASS);
        namesByLength = dictionary.names;
        meaningsByLength = dictionary.meanings;
    }

    /**
     * @param classFile a class file
     * @return 0 if the class cannot matter, else the sum of the reasons why it may
     */
    public int reasons(byte[] classFile) {
        try {
            return scan(classFile);
        } catch (ArrayIndexOutOfBoundsException e) {
            return UNREADABLE;
        }
    }

    private int scan(byte[] bytes) {
        int count = u2(bytes, 8);
        int[] offsets = new int[count];
        boolean[] supportedType = null;
        int found = 0;
        int at = 10;
        for (int i = 1; i < count; i++) {
            offsets[i] = at;
            switch (bytes[at]) {
                case 1 -> {
                    int length = u2(bytes, at + 1);
                    int meaning = meaning(bytes, at + 3, length);
                    if ((meaning & SUPPORTED_TYPE) != 0) {
                        supportedType = supportedType == null ? new boolean[count] : supportedType;
                        supportedType[i] = true;
                    }
                    found |= meaning;
                    if (length > 2 && (bytes[at + 3] == '(' || bytes[at + 3] == '[')) {
                        found |= arrays(bytes, at + 3, at + 3 + length);
                    }
                    at += 3 + length;
                }
                case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
                case 5, 6 -> {
                    at += 9;
                    i++;
                }
                case 7, 8, 16, 19, 20 -> at += 3;
                case 15 -> at += 4;
                default -> {
                    return UNREADABLE;
                }
            }
        }
        int reasons = found & (ANNOTATED | CONFIGURED | ARRAY);
        if ((found & SEMAPHORE_CLASS) != 0 && (found & SEMAPHORE_METHOD) != 0) {
            reasons |= SEMAPHORE;
        }
        if ((found & FIELD_CLASS) != 0 && (found & FIELD_SET) != 0
                || (found & LOOKUP_CLASS) != 0 && (found & LOOKUP_METHOD) != 0
                || (found & UPDATER_CLASS) != 0) {
            reasons |= REFLECTION;
        }
        if (supportedType != null && refersToForeignField(bytes, offsets, at, supportedType)) {
            reasons |= FOREIGN_FIELD;
        }
        return reasons;
    }

    /** {@link #ARRAY} if a descriptor names an array of supported type, else 0. */
    private int arrays(byte[] bytes, int start, int end) {
        for (int at = start; at < end - 1; at++) {
            if (bytes[at] == '[' && bytes[at + 1] == 'L') {
                int semicolon = at + 2;
                while (semicolon < end && bytes[semicolon] != ';') {
                    semicolon++;
                }
                if (semicolon < end && (meaning(bytes, at + 1, semicolon - at) & ARRAY_COMPONENT) != 0) {
                    return ARRAY;
                }
                at = semicolon;
            }
        }
        return 0;
    }

    private int meaning(byte[] bytes, int start, int length) {
        if (length >= namesByLength.length || namesByLength[length] == null) {
            return 0;
        }
        byte[][] names = namesByLength[length];
        for (int n = 0; n < names.length; n++) {
            if (equal(names[n], 0, bytes, start, length)) {
                return meaningsByLength[length][n];
            }
        }
        return 0;
    }

    /**
     * A field reference counts as foreign unless the class declares a field of that name and type: what a subclass
     * inherits is referred to through the subclass.
     */
    private static boolean refersToForeignField(byte[] bytes, int[] offsets, int end, boolean[] supportedType) {
        int thisClass = u2(bytes, end + 2);
        int fields = end + 8 + 2 * u2(bytes, end + 6);
        for (int i = 1; i < offsets.length; i++) {
            if (offsets[i] == 0 || bytes[offsets[i]] != 9) {
                continue;
            }
            int nameAndType = offsets[u2(bytes, offsets[i] + 3)];
            int type = u2(bytes, nameAndType + 3);
            if (!supportedType[type]) {
                continue;
            }
            int owner = u2(bytes, offsets[i] + 1);
            if (!sameClass(bytes, offsets, owner, thisClass)
                    || !declares(bytes, offsets, fields, u2(bytes, nameAndType + 1), type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameClass(byte[] bytes, int[] offsets, int a, int b) {
        return a == b || sameUtf8(bytes, offsets[u2(bytes, offsets[a] + 1)], offsets[u2(bytes, offsets[b] + 1)]);
    }

    private static boolean declares(byte[] bytes, int[] offsets, int fields, int name, int type) {
        int at = fields + 2;
        for (int remaining = u2(bytes, fields); remaining > 0; remaining--) {
            if (sameUtf8(bytes, offsets[u2(bytes, at + 2)], offsets[name])
                    && sameUtf8(bytes, offsets[u2(bytes, at + 4)], offsets[type])) {
                return true;
            }
            int attributes = u2(bytes, at + 6);
            at += 8;
            for (; attributes > 0; attributes--) {
                at += 6 + (u2(bytes, at + 2) << 16 | u2(bytes, at + 4));
            }
        }
        return false;
    }

    private static boolean sameUtf8(byte[] bytes, int a, int b) {
        if (a == b) {
            return true;
        }
        int length = u2(bytes, a + 1);
        return length == u2(bytes, b + 1) && equal(bytes, a + 3, bytes, b + 3, length);
    }

    private static boolean equal(byte[] a, int startA, byte[] b, int startB, int length) {
        for (int i = 0; i < length; i++) {
            if (a[startA + i] != b[startB + i]) {
                return false;
            }
        }
        return true;
    }

    private static int u2(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    /** Words by length, so that most entries of a constant pool cost one look into an array. */
    private static final class Dictionary {
        private byte[][][] names = new byte[64][][];
        private int[][] meanings = new int[64][];

        void add(String word, int meaning) {
            // Modified UTF-8, as in class files, differs from UTF-8 only in U+0000 and in surrogates.
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            if (bytes.length >= names.length) {
                byte[][][] longerNames = new byte[bytes.length + 1][][];
                int[][] longerMeanings = new int[bytes.length + 1][];
                System.arraycopy(names, 0, longerNames, 0, names.length);
                System.arraycopy(meanings, 0, longerMeanings, 0, meanings.length);
                names = longerNames;
                meanings = longerMeanings;
            }
            byte[][] known = names[bytes.length];
            int size = known == null ? 0 : known.length;
            byte[][] more = new byte[size + 1][];
            int[] moreMeanings = new int[size + 1];
            if (known != null) {
                System.arraycopy(known, 0, more, 0, size);
                System.arraycopy(meanings[bytes.length], 0, moreMeanings, 0, size);
            }
            more[size] = bytes;
            moreMeanings[size] = meaning;
            names[bytes.length] = more;
            meanings[bytes.length] = moreMeanings;
        }
    }
}
