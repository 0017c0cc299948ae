// Models iproute2's `tc` as far as people worsen a cable with it: the discipline netem with delay and loss. Here the
// cable is worse for both directions.
import type { LinkState } from '../../../../../preload/contract/inputs.ts';
import { MILLISECOND, SECOND } from '../../../../engine/kernel/time.ts';
import { GOOD_LINK } from '../../../../engine/network/links.ts';
import { hostOf } from '../host.ts';
import { complained, printed, type Program } from '../program.ts';

const CABLE = 'eth0';
const UNITS: Readonly<Record<string, number>> = { us: 1, ms: MILLISECOND, s: SECOND };
const USAGE =
  'Usage: tc qdisc [ add | change | replace | del | show ] dev DEVICE root netem [ delay TIME ] [ loss PERCENT ]\n';

export const tcProgram: Program = {
  name: 'tc',
  async run(args, context, { held }) {
    const node = hostOf(context, held);
    const [subject = '', action = 'show'] = args;
    if (subject === '' || !'qdisc'.startsWith(subject)) return complained(USAGE, 1);
    const link = held.cluster.network.links.get(node);
    if (/^(show|list|ls)$/.test(action)) return printed(shown(link));
    const device = args[args.indexOf('dev') + 1];
    if (device !== CABLE) return complained(`Cannot find device "${device ?? ''}"\n`, 1);
    const wanted = /^del/.test(action) ? GOOD_LINK : netem(args);
    if (typeof wanted === 'string') return complained(wanted, 1);
    if (wanted === GOOD_LINK && isGood(link)) return complained('Error: Cannot delete qdisc with handle of zero.\n', 2);
    if (action === 'add' && !isGood(link)) {
      return complained('Error: Exclusivity flag on, cannot modify.\n', 2);
    }
    held.submit({ type: 'set-link', node, link: { ...wanted, up: link.up } }, 'person');
    return printed('');
  },
};

const isGood = ({ delayUs, loss }: LinkState) => delayUs === 0 && loss === 0;

/** What the words after `netem` say, or what is wrong with them. */
function netem(args: readonly string[]): Pick<LinkState, 'delayUs' | 'loss'> | string {
  const at = args.indexOf('netem');
  if (at < 0) return USAGE;
  let [delayUs, loss] = [0, 0];
  for (let word = at + 1; word < args.length; word++) {
    const value = args[word + 1] ?? '';
    if (args[word] === 'delay') {
      const [, amount = '', unit = 'us'] = /^(\d+(?:\.\d+)?)(us|ms|s)?$/.exec(value) ?? [];
      if (amount === '') return `Illegal "latency"\n`;
      delayUs = Math.round(Number(amount) * (UNITS[unit] ?? 1));
    } else if (args[word] === 'loss') {
      const [, percent = ''] = /^(\d+(?:\.\d+)?)%?$/.exec(value) ?? [];
      if (percent === '' || Number(percent) > 100) return `Illegal "loss percent"\n`;
      loss = Number(percent) / 100;
    } else {
      return `What is "${args[word] ?? ''}"?\n${USAGE}`;
    }
    word += 1;
  }
  return { delayUs, loss };
}

function shown({ delayUs, loss, up }: LinkState): string {
  const head = 'qdisc noqueue 0: dev lo root refcnt 2 \n';
  if (isGood({ delayUs, loss, up }))
    return `${head}qdisc fq_codel 0: dev ${CABLE} root refcnt 2 limit 10240p flows 1024 \n`;
  const parts = [
    ...(delayUs > 0 ? [`delay ${delayUs / MILLISECOND}ms`] : []),
    ...(loss > 0 ? [`loss ${Math.round(loss * 10_000) / 100}%`] : []),
  ];
  return `${head}qdisc netem 8001: dev ${CABLE} root refcnt 2 limit 1000 ${parts.join(' ')}\n`;
}
