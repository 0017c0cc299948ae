// Models the ValidArgsFunctions of kubectl's commands (staging/src/k8s.io/kubectl/pkg/cmd and pkg/util/completion, v1.35):
// what may stand where an argument is.
import { type Completing, containerNames, objectNames, portPairs, typeNames } from './names.ts';
import { NOTHING, type Offer, offerOf } from './offer.ts';

type Source = (completing: Completing) => Promise<Offer>;

/** Types, then names, or `type/name`; only of these types where some are told, only one name unless `repeats`. */
function objects(types?: readonly string[], repeats = true): Source {
  return async (completing) => {
    const { args, typed } = completing;
    const [first = ''] = args;
    if (args.length > 0 && !repeats && (first.includes('/') || args.length > 1)) return NOTHING;
    if (args.length > 0 && !first.includes('/')) return await namesOf(completing, first, '', args.slice(1));
    const [type = '', name] = typed.split('/');
    if (name !== undefined) return await namesOf({ ...completing, typed: name }, type, `${type}/`, args);
    const known = types ?? typeNames(completing);
    if (args.length === 0) return offerOf(known, typed);
    const withSlash = known.map((one) => `${one}/`);
    return offerOf(withSlash, typed, { space: false });
  };
}

/** Names of objects that are not among the words already. */
async function namesOf(completing: Completing, type: string, before: string, words: readonly string[]): Promise<Offer> {
  const names = await objectNames(completing, type);
  const texts = names.map((name) => `${before}${name}`).filter((text) => !words.includes(text));
  return offerOf(texts, `${before}${completing.typed}`);
}

/** Of one name, which stands alone. */
const named = (type: string): Source => onlyFirst((completing) => namesOf(completing, type, '', []));

const onlyFirst =
  (source: Source): Source =>
  (completing) =>
    completing.args.length === 0 ? source(completing) : Promise.resolve(NOTHING);

const HAVE_PODS = [
  'daemonsets/',
  'deployments/',
  'pods/',
  'jobs/',
  'replicasets/',
  'replicationcontrollers/',
  'services/',
  'statefulsets/',
];

/** Pods, or what has Pods. */
async function pods(completing: Completing): Promise<Offer> {
  const [type = '', name] = completing.typed.split('/');
  if (name !== undefined) return await namesOf({ ...completing, typed: name }, type, `${type}/`, []);
  const found = await namesOf(completing, 'pods', '', []);
  const { candidates } = offerOf(HAVE_PODS, completing.typed);
  return { ...found, candidates: [...found.candidates, ...candidates], space: found.candidates.length > 0 };
}

/** Pods, then something of the one that is meant. */
const podsThen =
  (next: (completing: Completing, word: string) => Promise<readonly string[]>): Source =>
  async (completing) => {
    const [word, ...more] = completing.args;
    if (word === undefined) return await pods(completing);
    return more.length > 0 ? NOTHING : offerOf(await next(completing, word), completing.typed);
  };

const fromConfig = (field: 'contexts' | 'clusters' | 'users'): Source =>
  onlyFirst(({ kubeconfig, typed }) => {
    const entries: readonly { readonly name: string }[] = kubeconfig[field];
    const names = entries.map(({ name }) => name);
    return Promise.resolve(offerOf(names, typed));
  });

const words = (texts: readonly string[]): Source => onlyFirst(({ typed }) => Promise.resolve(offerOf(texts, typed)));

const ROLLED = ['deployment', 'daemonset', 'statefulset'];
const SCALED = ['deployment', 'replicaset', 'replicationcontroller', 'statefulset'];
const IMAGED = 'daemonsets deployments pods cronjobs replicasets replicationcontrollers statefulsets'.split(' ');

/** By the command's path. */
const sources: Readonly<Record<string, Source>> = {
  get: objects(),
  describe: objects(),
  delete: objects(),
  edit: objects(),
  patch: objects(),
  label: objects(),
  annotate: objects(),
  debug: objects(),
  'apply edit-last-applied': objects(),
  'apply view-last-applied': objects(),
  'rollout history': objects(ROLLED),
  'rollout pause': objects(['deployment']),
  'rollout resume': objects(['deployment']),
  'rollout restart': objects(ROLLED),
  'rollout status': objects(ROLLED, false),
  'rollout undo': objects(ROLLED),
  scale: objects(SCALED),
  autoscale: objects(SCALED),
  expose: objects(['pod', 'service', 'replicationcontroller', 'deployment', 'replicaset']),
  taint: objects(['node']),
  'set image': objects(IMAGED, false),
  logs: podsThen(containerNames),
  'port-forward': podsThen(portPairs),
  exec: onlyFirst(pods),
  attach: onlyFirst(pods),
  cordon: named('nodes'),
  uncordon: named('nodes'),
  drain: named('nodes'),
  'top node': named('nodes'),
  'top pod': named('pods'),
  'create token': named('serviceaccounts'),
  'config use-context': fromConfig('contexts'),
  'config rename-context': fromConfig('contexts'),
  'config set-context': fromConfig('contexts'),
  'config delete-context': fromConfig('contexts'),
  'config delete-cluster': fromConfig('clusters'),
  'config delete-user': fromConfig('users'),
  completion: words(['bash', 'zsh', 'fish', 'powershell']),
};

const FORMATS =
  'json yaml kyaml name go-template go-template-file template templatefile jsonpath jsonpath-as-json jsonpath-file custom-columns custom-columns-file wide'.split(
    ' ',
  );

/** Of flags whose values are known, by name; of some only where they belong to one command. */
const flagSources: Readonly<Record<string, Source>> = {
  namespace: async (completing) => offerOf(await objectNames(completing, 'namespaces'), completing.typed),
  context: (completing) => fromConfig('contexts')({ ...completing, args: [] }),
  cluster: (completing) => fromConfig('clusters')({ ...completing, args: [] }),
  user: (completing) => fromConfig('users')({ ...completing, args: [] }),
  container: async (completing) => {
    const [word] = completing.args;
    return word === undefined ? NOTHING : offerOf(await containerNames(completing, word), completing.typed);
  },
  'get output': ({ typed }) => Promise.resolve(offerOf(FORMATS, typed)),
  clusterrole: async (completing) => offerOf(await objectNames(completing, 'clusterroles'), completing.typed),
  subresource: ({ typed }) => Promise.resolve(offerOf(['status', 'scale', 'resize'], typed)),
};

/** What completes an argument of the command at `path`; undefined where nothing is known of them. */
export const argumentSource = (path: string): Source | undefined => sources[path];

/** What completes the value of a flag; undefined where nothing is known of it. */
export const flagSource = (path: string, flag: string): Source | undefined =>
  flagSources[`${path} ${flag}`] ?? flagSources[flag];
