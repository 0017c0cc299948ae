import { readFileSync } from 'node:fs';

/** Resident memory of a process in bytes; 0 where the system does not tell. */
export function memoryOf(pid: number): number {
  try {
    const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return 0; // only Linux has it
  }
}
