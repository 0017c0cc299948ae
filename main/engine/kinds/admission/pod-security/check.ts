// Models staging/src/k8s.io/pod-security-admission/policy (v1.35): what a check says of a Pod, and its words.
import type { Container, PodSpec } from '../../../api/generated/types.ts';
import type { Written } from '../../written.ts';

export type Spec = Written<PodSpec>;
export type AnyContainer = Written<Container>;

export interface Violation {
  /** `allowPrivilegeEscalation != false` */
  readonly reason: string;
  /** Who does it: `container "main" must set …`. */
  readonly detail: string;
}

export type Check = (spec: Spec) => Violation | undefined;

/** In the order in which checks name them: init containers first. */
export const allContainers = (spec: Spec): readonly AnyContainer[] => [
  ...(spec.initContainers ?? []),
  ...(spec.containers ?? []),
  ...(spec.ephemeralContainers ?? []),
];

/** The names of the containers for which `isBad` holds. */
export const namesOfBad = (spec: Spec, isBad: (container: AnyContainer) => boolean): string[] =>
  allContainers(spec)
    .filter(isBad)
    .map(({ name = '' }) => name);

/** Who sets something: `pod`, `containers "a", "b"`, `pod and container "a"`; undefined when nobody does. */
export function setters(pod: boolean, names: readonly string[]): string | undefined {
  const all = [...(pod ? ['pod'] : []), ...(names.length > 0 ? [containersText(names)] : [])];
  return all.length === 0 ? undefined : all.join(' and ');
}

/** `container "a"`, `containers "a", "b"` */
export const containersText = (names: readonly string[]): string =>
  `${plural('container', names.length)} ${quoted(names)}`;

export const plural = (noun: string, count: number): string => (count === 1 ? noun : `${noun}s`);

export const quoted = (items: readonly string[]): string => items.map((item) => JSON.stringify(item)).join(', ');
