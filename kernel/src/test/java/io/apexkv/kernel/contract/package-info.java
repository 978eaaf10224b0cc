/**
 * What every host owes the kernel, as tests that each host runs against its own parts: {@link
 * io.apexkv.kernel.contract.DiskContract} for disks.
 */
package io.apexkv.kernel.contract;
