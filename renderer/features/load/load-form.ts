// What a person fills in about a load, and the load that it means.
import type { LoadPattern, LoadSource, LoadSpec } from '../../../preload/contract/inputs.ts';
import type { ClientView } from '../../../preload/contract/views.ts';

export type PatternName = 'steady' | LoadPattern['kind'];

export interface LoadForm {
  ratePerSecond: number;
  /** A node, or `namespace/name` of a Pod; empty for somebody outside. */
  source: string;
  /** Of a Service its `namespace/name`; empty for all node ports. */
  target: string;
  path: string;
  /** How many are kept open; 0 for a new one for each request. */
  connections: number;
  pattern: PatternName;
  fromPerSecond: number;
  overSeconds: number;
  peakPerSecond: number;
  everySeconds: number;
  lastsSeconds: number;
}

const begin: LoadForm = {
  ratePerSecond: 20,
  source: '',
  target: '',
  path: '/',
  connections: 0,
  pattern: 'steady',
  fromPerSecond: 0,
  overSeconds: 30,
  peakPerSecond: 200,
  everySeconds: 30,
  lastsSeconds: 5,
};

/** How a client is set at present, to be changed; or what somebody new begins with. */
export function formOf(client: ClientView | undefined): LoadForm {
  const { load, ratePerSecond = begin.ratePerSecond } = client ?? {};
  if (!load) return { ...begin, ratePerSecond };
  const { source, target, path, pattern, connections = begin.connections } = load;
  return {
    ...begin,
    ...pattern,
    ratePerSecond,
    path,
    connections,
    source: source === undefined ? '' : 'node' in source ? source.node : `${source.namespace}/${source.pod}`,
    target: target === 'all-node-ports' ? '' : `${target.namespace}/${target.service}`,
    pattern: pattern?.kind ?? 'steady',
  };
}

export function loadOf(name: string, form: LoadForm): LoadSpec {
  const { ratePerSecond, source, target, path, connections } = form;
  const [namespace = '', service = ''] = target.split('/');
  return {
    name,
    ratePerSecond,
    target: target === '' ? 'all-node-ports' : { namespace, service },
    path: path.startsWith('/') ? path : `/${path}`,
    pattern: patternOf(form),
    source: sourceOf(source),
    connections: connections === 0 ? undefined : connections,
  };
}

function sourceOf(source: string): LoadSource | undefined {
  if (source === '') return undefined;
  const [namespace = '', pod] = source.split('/');
  return pod === undefined ? { node: source } : { namespace, pod };
}

function patternOf(form: LoadForm): LoadPattern | undefined {
  const { pattern, fromPerSecond, overSeconds, peakPerSecond, everySeconds, lastsSeconds } = form;
  switch (pattern) {
    case 'steady':
      return undefined;
    case 'ramp':
      return { kind: pattern, fromPerSecond, overSeconds };
    case 'spike':
      // A spike that never ends is no spike.
      return { kind: pattern, peakPerSecond, everySeconds, lastsSeconds: Math.min(lastsSeconds, everySeconds - 1) };
  }
}
