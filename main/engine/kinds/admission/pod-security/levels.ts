// Models staging/src/k8s.io/pod-security-admission/{api/helpers.go,policy/registry.go} (v1.35): the labels of a namespace
// and the checks they ask for.
import type { Labels } from '../../../api/selectors.ts';
import type { FieldError } from '../../../api/status.ts';
import { invalid } from '../../faults.ts';
import {
  checkBaselineCapabilities,
  checkBaselineSeccomp,
  checkHostNamespaces,
  checkHostPathVolumes,
  checkHostPorts,
  checkPrivileged,
  checkProcMount,
  checkSysctls,
} from './baseline.ts';
import type { Check, Spec, Violation } from './check.ts';
import { checkAppArmor, checkHostProcess, checkProbeHosts, checkSeLinux } from './host-checks.ts';
import {
  checkPrivilegeEscalation,
  checkRestrictedCapabilities,
  checkRestrictedSeccomp,
  checkRestrictedVolumes,
  checkRunAsNonRoot,
  checkRunAsUser,
} from './restricted.ts';

export interface Level {
  readonly name: 'privileged' | 'baseline' | 'restricted';
  /** `latest`, or a version of Kubernetes whose checks are meant; all but the youngest are checked as today. */
  readonly version: string;
}

const PREFIX = 'pod-security.kubernetes.io/';
const levels = ['privileged', 'baseline', 'restricted'] as const;
const modes = ['enforce', 'audit', 'warn'];

/** In the order of their names, as violations are listed; a stricter check stands for the weaker one of its subject. */
const checks: Readonly<Record<Level['name'], readonly Check[]>> = {
  privileged: [],
  baseline: [
    checkAppArmor,
    checkBaselineCapabilities,
    checkHostNamespaces,
    checkHostPathVolumes,
    checkHostPorts,
    checkProbeHosts,
    checkPrivileged,
    checkProcMount,
    checkSeLinux,
    checkBaselineSeccomp,
    checkSysctls,
    checkHostProcess,
  ],
  restricted: [
    checkAppArmor,
    checkHostNamespaces,
    checkHostPorts,
    checkProbeHosts,
    checkPrivileged,
    checkProcMount,
    checkSeLinux,
    checkSysctls,
    checkHostProcess,
    checkPrivilegeEscalation,
    checkRestrictedCapabilities,
    checkRestrictedVolumes,
    checkRunAsNonRoot,
    checkRunAsUser,
    checkRestrictedSeccomp,
  ],
};

/** What a namespace refuses (`enforce`) or warns of, which it does of what it would refuse unless it says otherwise. */
export function levelOf(labels: Labels | undefined, mode: 'enforce' | 'warn'): Level {
  const name = levels.find((level) => level === labels?.[PREFIX + mode]);
  const version = labels?.[`${PREFIX}${mode}-version`] ?? 'latest';
  if (name === undefined && mode === 'warn') return levelOf(labels, 'enforce');
  return { name: name ?? 'privileged', version };
}

/** Faults of the labels by which a namespace names its levels. */
export function levelLabelFaults(labels: Labels | undefined): FieldError[] {
  return modes.flatMap((mode) => {
    const path = (label: string) => `metadata.labels[${label}]`;
    const level = labels?.[PREFIX + mode];
    const version = labels?.[`${PREFIX}${mode}-version`];
    const known = level === undefined || levels.some((name) => name === level);
    const wellFormed = version === undefined || version === 'latest' || /^v1\.(0|[1-9]\d*)$/.test(version);
    return [
      ...(known ? [] : [invalid(path(PREFIX + mode), level, `must be one of ${levels.join(', ')}`)]),
      ...(wellFormed ? [] : [invalid(path(`${PREFIX}${mode}-version`), version, 'must be "latest" or "v1.x"')]),
    ];
  });
}

export function violationsOf(level: Level, spec: Spec): Violation[] {
  return checks[level.name].filter((check) => isMeant(check, level)).flatMap((check) => check(spec) ?? []);
}

/** The minor version of Kubernetes since when a level has a check, for the latest of them. */
const PROBE_HOSTS_SINCE = 34;

function isMeant(check: Check, { version }: Level): boolean {
  const minor = /^v1\.(\d+)$/.exec(version)?.[1];
  return check !== checkProbeHosts || minor === undefined || Number(minor) >= PROBE_HOSTS_SINCE;
}

/** `"restricted:latest": allowPrivilegeEscalation != false (container "main" must set …), …` */
export function violationText({ name, version }: Level, violations: readonly Violation[]): string {
  const list = violations.map(({ reason, detail }) => `${reason} (${detail})`).join(', ');
  return `"${name}:${version}": ${list}`;
}
