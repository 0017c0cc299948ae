// What the kernel tells in `/proc` of a container's processes and of the machine.
import { unitsOf } from '../../api/quantity.ts';
import { SECOND, START } from '../../kernel/time.ts';
import type { Container } from '../container.ts';
import { processOf } from '../os/table.ts';
import type { MachineWorld } from './world.ts';

/** The text of a file of `/proc`; undefined when there is none. */
export function procFile(path: string, world: MachineWorld, { processes }: Container): string | undefined {
  const [, pid, name] = /^\/proc\/(\d+)\/(cmdline|comm)$/.exec(path) ?? [];
  const process = pid === undefined ? undefined : processOf(processes, Number(pid));
  if (process) {
    const [program = ''] = process.argv;
    return name === 'comm' ? `${program.split('/').at(-1) ?? ''}\n` : process.argv.map((arg) => `${arg}\0`).join('');
  }
  return systemFile(path, world);
}

function systemFile(path: string, { kernel, spec, memoryLeft }: MachineWorld): string | undefined {
  switch (path) {
    case '/proc/cpuinfo':
      return Array.from({ length: Math.ceil(unitsOf(spec.cpu)) }, (_, index) => cpu(index)).join('\n');
    case '/proc/meminfo':
      return (
        memoryLine('MemTotal', unitsOf(spec.memory)) +
        memoryLine('MemFree', memoryLeft) +
        memoryLine('MemAvailable', memoryLeft)
      );
    case '/proc/version':
      return `Linux version ${spec.kernelVersion} #1 SMP PREEMPT_DYNAMIC\n`;
    case '/proc/uptime': {
      const seconds = ((kernel.now - START) / SECOND).toFixed(2);
      return `${seconds} ${seconds}\n`;
    }
    case '/proc/loadavg':
      return '0.00 0.00 0.00 1/100 1\n';
    default:
      return undefined;
  }
}

const cpu = (index: number) => `processor\t: ${String(index)}\nmodel name\t: simulated\ncpu MHz\t\t: 2400.000\n`;
const memoryLine = (name: string, bytes: number) =>
  `${`${name}:`.padEnd(16)}${String(Math.floor(bytes / 1024)).padStart(8)} kB\n`;
