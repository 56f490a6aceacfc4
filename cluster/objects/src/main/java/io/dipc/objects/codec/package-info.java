/** How commands, answers and snapshots are written as bytes and read again. Imports nothing of the project. */
package io.dipc.objects.codec;
