package io.dipc.proxies.elements;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Strings, boxed primitives and byte arrays: a tag and the value. */
final class CommonValues {
    private static final byte UTF_8 = 1;
    /** Strings with surrogates, which may stand alone: UTF-8 would not give them back. */
    private static final byte UTF_16 = 2;

    private static final byte BYTES = 3;
    private static final byte INTEGER = 4;
    private static final byte LONG = 5;
    private static final byte BOOLEAN = 6;
    private static final byte DOUBLE = 7;
    private static final byte CHARACTER = 8;
    private static final byte FLOAT = 9;
    private static final byte SHORT = 10;
    private static final byte BYTE = 11;

    private CommonValues() {}

    /**
     * @return the bytes, or null if it is another kind of value
     */
    static byte[] encode(Object value) {
        Class<?> type = value.getClass();
        if (type == String.class) {
            return encodeString((String) value);
        }
        if (type == byte[].class) {
            byte[] bytes = (byte[]) value;
            byte[] body = start(BYTES, bytes.length);
            System.arraycopy(bytes, 0, body, ElementCodec.CONTENTS, bytes.length);
            return body;
        }
        if (type == Integer.class) {
            return number(INTEGER, 4, (Integer) value);
        }
        if (type == Long.class) {
            return number(LONG, 8, (Long) value);
        }
        if (type == Boolean.class) {
            return number(BOOLEAN, 1, (Boolean) value ? 1 : 0);
        }
        if (type == Double.class) {
            return number(DOUBLE, 8, Double.doubleToRawLongBits((Double) value));
        }
        if (type == Character.class) {
            return number(CHARACTER, 2, (Character) value);
        }
        if (type == Float.class) {
            return number(FLOAT, 4, Float.floatToRawIntBits((Float) value));
        }
        if (type == Short.class) {
            return number(SHORT, 2, (Short) value);
        }
        if (type == Byte.class) {
            return number(BYTE, 1, (Byte) value);
        }
        return null;
    }

    static Object decode(byte[] body) {
        switch (body.length > ElementCodec.TAG ? body[ElementCodec.TAG] : 0) {
            case UTF_8:
                return new String(
                        body, ElementCodec.CONTENTS, body.length - ElementCodec.CONTENTS, StandardCharsets.UTF_8);
            case UTF_16:
                return decodeUtf16(body);
            case BYTES:
                return Arrays.copyOfRange(body, ElementCodec.CONTENTS, body.length);
            case INTEGER:
                return (int) number(body, 4);
            case LONG:
                return number(body, 8);
            case BOOLEAN:
                return number(body, 1) != 0;
            case DOUBLE:
                return Double.longBitsToDouble(number(body, 8));
            case CHARACTER:
                return (char) number(body, 2);
            case FLOAT:
                return Float.intBitsToFloat((int) number(body, 4));
            case SHORT:
                return (short) number(body, 2);
            case BYTE:
                return (byte) number(body, 1);
            default:
                throw new RefusedClassException("its bytes do not begin like those of an element; are all members of"
                        + " the cluster of the same version?");
        }
    }

    private static byte[] encodeString(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                return encodeUtf16(value);
            }
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        byte[] body = start(UTF_8, bytes.length);
        System.arraycopy(bytes, 0, body, ElementCodec.CONTENTS, bytes.length);
        return body;
    }

    private static byte[] encodeUtf16(String value) {
        byte[] body = start(UTF_16, Math.multiplyExact(value.length(), 2));
        for (int i = 0, at = ElementCodec.CONTENTS; i < value.length(); i++) {
            char c = value.charAt(i);
            body[at++] = (byte) (c >>> 8);
            body[at++] = (byte) c;
        }
        return body;
    }

    private static String decodeUtf16(byte[] body) {
        char[] chars = new char[(body.length - ElementCodec.CONTENTS) / 2];
        for (int i = 0, at = ElementCodec.CONTENTS; i < chars.length; i++, at += 2) {
            chars[i] = (char) (body[at] << 8 | body[at + 1] & 0xFF);
        }
        return new String(chars);
    }

    private static byte[] number(byte tag, int length, long value) {
        byte[] body = start(tag, length);
        for (int i = 0; i < length; i++) {
            body[ElementCodec.CONTENTS + i] = (byte) (value >>> 8 * (length - 1 - i));
        }
        return body;
    }

    private static long number(byte[] body, int length) {
        if (body.length != ElementCodec.CONTENTS + length) {
            throw new RefusedClassException("a number has " + (body.length - ElementCodec.CONTENTS)
                    + " bytes (expected: " + length + "); are all members of the cluster of the same version?");
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | body[ElementCodec.CONTENTS + i] & 0xFF;
        }
        return value;
    }

    private static byte[] start(byte tag, int length) {
        byte[] body = new byte[Math.addExact(ElementCodec.CONTENTS, length)];
        body[ElementCodec.TAG] = tag;
        return body;
    }
}
