/**
 * Elements as bytes and back: common values by a tag, what is {@code Serializable} by Java serialization, records, enums
 * and plain objects by Kryo. Called by the proxies, only ever in a thread of the application, since it runs the
 * application's code. Imports Kryo and the exceptions of {@code io.dipc}.
 */
package io.dipc.proxies.elements;
