/**
 * Who uses a shared region, in views of its own, and what of it was ever written: what pages rely on to survive any member.
 * State machine, commands and answers. Imports the common package and the codec.
 */
package io.dipc.objects.region;
