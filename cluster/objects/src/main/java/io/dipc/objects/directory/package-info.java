/**
 * Names that members have registered, and members that watch them: how helpers learn of executors. State machine, commands
 * and answers. Imports the common package and the codec.
 */
package io.dipc.objects.directory;
