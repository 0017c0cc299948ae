// Models validateProbe and validateLifecycle in pkg/apis/core/validation/validation.go (v1.35).
import type { HTTPGetAction, Lifecycle, LifecycleHandler, Probe } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { forbidden, invalid, invalidFor, notNegative, oneOf, required, requiredText } from '../faults.ts';
import { portNumberFaults, validatePort } from '../value-rules.ts';
import type { Written } from '../written.ts';

export type ProbeUse = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

type Handler = Written<LifecycleHandler> & Pick<Written<Probe>, 'grpc'>;

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;
const schemes = ['HTTP', 'HTTPS'];

/** `graceSeconds` is the Pod's, which a sleeping hook may not outlast. */
export function validateProbe(
  path: string,
  use: ProbeUse,
  probe: Written<Probe> | undefined,
  graceSeconds: number,
): FieldError[] {
  if (!probe) return [];
  const grace = probe.terminationGracePeriodSeconds;
  const errors = [
    ...validateHandler(path, probe, graceSeconds),
    ...notNegative(`${path}.initialDelaySeconds`, probe.initialDelaySeconds),
    ...notNegative(`${path}.timeoutSeconds`, probe.timeoutSeconds),
    ...notNegative(`${path}.periodSeconds`, probe.periodSeconds),
    ...notNegative(`${path}.successThreshold`, probe.successThreshold),
    ...notNegative(`${path}.failureThreshold`, probe.failureThreshold),
  ];
  if (use === 'readinessProbe') {
    if (grace !== undefined) {
      errors.push(invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes'));
    }
    return errors;
  }
  if (grace !== undefined && grace <= 0) {
    errors.push(invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
  }
  if (probe.successThreshold !== 1)
    errors.push(invalid(`${path}.successThreshold`, probe.successThreshold, 'must be 1'));
  return errors;
}

export function validateLifecycle(
  path: string,
  lifecycle: Written<Lifecycle> | undefined,
  graceSeconds: number,
): FieldError[] {
  const { postStart, preStop } = lifecycle ?? {};
  return [
    ...(postStart ? validateHandler(`${path}.postStart`, postStart, graceSeconds) : []),
    ...(preStop ? validateHandler(`${path}.preStop`, preStop, graceSeconds) : []),
  ];
}

/** Exactly one handler, and that one well-formed. */
function validateHandler(path: string, handler: Handler, graceSeconds: number): FieldError[] {
  const [first, ...others] = handlers.filter((name) => handler[name] !== undefined);
  if (first === undefined) return [required(path, 'must specify a handler type')];
  return [
    ...validateOneHandler(`${path}.${first}`, handler, first, graceSeconds),
    ...others.map((name) => forbidden(`${path}.${name}`, 'may not specify more than 1 handler type')),
  ];
}

function validateOneHandler(
  path: string,
  handler: Handler,
  name: (typeof handlers)[number],
  graceSeconds: number,
): FieldError[] {
  switch (name) {
    case 'exec':
      return (handler.exec?.command ?? []).length === 0 ? [required(`${path}.command`)] : [];
    case 'httpGet':
      return validateHttpGet(path, handler.httpGet ?? {});
    case 'tcpSocket':
      return validatePort(`${path}.port`, handler.tcpSocket?.port);
    case 'grpc':
      return invalidFor(`${path}.port`, handler.grpc?.port ?? 0, portNumberFaults(handler.grpc?.port ?? 0));
    case 'sleep':
      return validateSleep(path, handler.sleep?.seconds ?? 0, graceSeconds);
  }
}

const HEADER_PATTERN = '[-A-Za-z0-9]+';
const HEADER_FAULT =
  "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation " +
  `is '${HEADER_PATTERN}')`;

function validateHttpGet(path: string, action: Written<HTTPGetAction>): FieldError[] {
  const { path: urlPath, port, scheme, httpHeaders = [] } = action;
  const headers = httpHeaders.map(({ name = '' }) => name);
  return [
    ...requiredText(`${path}.path`, urlPath),
    ...validatePort(`${path}.port`, port),
    ...oneOf(`${path}.scheme`, scheme, schemes),
    ...headers
      .filter((name) => !new RegExp(`^${HEADER_PATTERN}$`).test(name))
      .map((name) => invalid(`${path}.httpHeaders`, name, HEADER_FAULT)),
  ];
}

function validateSleep(path: string, seconds: number, graceSeconds: number): FieldError[] {
  if (seconds >= 0 && seconds <= graceSeconds) return [];
  const fault = `must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`;
  return [invalid(path, seconds, fault)];
}
