import { toTimestamp } from '../../../engine/kernel/time.ts';
import { complained, type Program } from './program.ts';

const OWN_MOMENT = /^(-d|--date|-r|--reference|-f|--file)/;

/** The library's `date`, which goes by the cluster's clock. */
export const dateProgram: Program = {
  name: 'date',
  async run(args, context, { client }) {
    const isTold = args.some((word) => OWN_MOMENT.test(word));
    const words = isTold ? args : ['-d', toTimestamp(client.now), ...args];
    return (await context.origCommand?.([...words])) ?? complained('date: not available\n');
  },
};
