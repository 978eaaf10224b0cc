/** Tests of {@code ./apex}, the shell script, on a machine made of small scripts. */
package io.apexkv.runtime.launcher;
