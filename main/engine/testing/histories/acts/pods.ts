// What happens to single Pods, whoever made them.
import type { RandomStream } from '../../../kernel/random.ts';
import { HOLD } from '../manifest.ts';
import type { Act, PodDeed } from '../step.ts';
import type { Generator } from './generator.ts';

const PICKS = 1000;

const toSome =
  (deed: (random: RandomStream) => PodDeed) =>
  (random: RandomStream): Act => ({ type: 'pod', pick: random.int(0, PICKS), deed: deed(random) });

/** What people do inside a container: spoil its readiness, mend it, end it, leave something running. */
const SCRIPTS = [
  'rm -f /tmp/ready',
  'touch /tmp/ready',
  'kill 1',
  'kill -9 1',
  'exit 3',
  'sleep 20',
  'echo red > /tmp/note; cat /tmp/note',
  'mv /usr/share/nginx/html/index.html /tmp',
] as const;

export const pods: readonly Generator[] = [
  {
    weight: 5,
    make: toSome((random) => ({ do: 'delete', graceSeconds: random.pick([null, null, 0, 1, 60]) ?? undefined })),
  },
  { weight: 5, make: toSome(() => ({ do: 'evict' })) },
  { weight: 5, make: toSome(() => ({ do: 'kill' })) },
  { weight: 4, make: toSome((random) => ({ do: 'exec', script: random.pick(SCRIPTS) })) },
  { weight: 4, make: toSome((random) => ({ do: 'relabel', value: random.pick(['red', 'blue', 'gone', null]) })) },
  { weight: 2, make: toSome((random) => ({ do: 'hold', finalizers: random.pick([[HOLD], null, null]) })) },
  { weight: 1, make: toSome((random) => ({ do: 'change-image', image: random.pick(['nginx:1.25', 'nginx:1.26']) })) },
];
