// Programs that take more and more memory: `stress` and its like.
import { SECOND } from '../../../kernel/time.ts';
import type { Process, Program } from '../program.ts';

/** How long a program takes to fill the memory. */
const FILL_US = 1.7 * SECOND;

/** Takes more and more memory; what limits it ends it. */
export const memoryEater: Program = {
  run: (process, state) => {
    if (state === undefined) return { state: true, next: { waitUs: wantedBytes(process).delayUs } };
    process.takeMemory(wantedBytes(process).bytes);
    return { state: true, next: 'stay' };
  },
};

function wantedBytes({ argv }: Process): { readonly bytes: number; readonly delayUs: number } {
  const at = argv.findIndex((arg) => arg === '--vm-bytes' || arg === '-m');
  const given = argv.find((arg) => arg.startsWith('--vm-bytes='))?.split('=')[1] ?? (at < 0 ? undefined : argv[at + 1]);
  const [, number = '', unit = ''] = /^(\d+)([kKmMgG]?)/.exec(given ?? '') ?? [];
  const factor = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }[unit.toLowerCase()] ?? 1;
  const isStress = argv[0]?.includes('stress') === true;
  const bytes = number === '' ? (isStress ? 2 ** 28 : 2 ** 40) : Number(number) * factor;
  return { bytes, delayUs: FILL_US };
}
