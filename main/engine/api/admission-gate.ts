// Where a write meets admission: the plugins behind the door, and what they may look up and do beside the request.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Admission, AdmissionRequest, AdmissionServices } from './admission.ts';
import { validateMetadata } from './metadata.ts';
import { type GateSurroundings, RequestServices } from './admission-services.ts';
import type { AnyKind, Draft, ResourceName } from './resources.ts';
import { type FieldError, invalid } from './status.ts';
import type { WriteOptions } from './write-options.ts';

/** A write at the gate. `draft` belongs to it; `previous` is undefined on creation. */
export interface Arrival {
  readonly resource: ResourceName;
  readonly kind: AnyKind;
  readonly draft: Draft<KubeObject>;
  readonly previous: KubeObject | undefined;
  /** What of the metadata was to change and may not. */
  readonly immutable: readonly FieldError[];
  readonly options: WriteOptions;
}

export class AdmissionGate {
  readonly #door: Admission;
  readonly #surroundings: GateSurroundings;

  constructor(door: Admission, surroundings: GateSurroundings) {
    this.#door = door;
    this.#surroundings = surroundings;
  }

  /** Completes the draft and judges it; the status returned refuses the write. */
  refusal(arrival: Arrival): ApiStatus | undefined {
    const { kind, draft, previous, options } = arrival;
    const name = (previous ?? draft).metadata?.name ?? '';
    if (options.subresource === 'status') return statusRefusal(arrival, name);
    const request = requestOf(arrival);
    const services = new RequestServices(this.#surroundings, options.warn);
    const denied = this.#door.mutate(request, services) ?? ownDecision(arrival, services);
    if (denied) return denied;
    const errors = faultsOf(arrival);
    if (errors.length > 0) return invalid(kind, name, errors);
    return this.#door.validate(request, services);
  }

  /** Judges what is whole and sound: what is left to say is what others allow. `previous` is undefined on creation. */
  refusalOfWhole(
    resource: ResourceName,
    kind: AnyKind,
    object: KubeObject,
    previous: KubeObject | undefined,
    options: WriteOptions,
  ): ApiStatus | undefined {
    // Those who judge do not write.
    const draft = object as Draft<KubeObject>;
    const request = requestOf({ resource, kind, draft, previous, immutable: [], options });
    return this.#door.validate(request, new RequestServices(this.#surroundings, options.warn));
  }
}

function statusRefusal({ kind, draft, previous, immutable }: Arrival, name: string): ApiStatus | undefined {
  const faults = previous && kind.validateStatus ? [...immutable, ...kind.validateStatus(draft, previous)] : immutable;
  return faults.length > 0 ? invalid(kind, name, faults) : undefined;
}

/** What the kind itself decides, unless only a part of the object is written. */
function ownDecision({ kind, draft, previous, options }: Arrival, services: AdmissionServices): ApiStatus | undefined {
  if (!previous) return kind.admit?.(draft, services);
  return options.subresource === undefined ? kind.admitUpdate?.(draft, previous, services) : undefined;
}

function faultsOf({ kind, draft, previous, immutable, options }: Arrival): FieldError[] {
  const faults = [...immutable, ...validateMetadata(kind, draft), ...kind.validate(draft, previous)];
  if (!previous) return faults;
  const { subresource } = options;
  if (subresource === undefined) faults.push(...kind.validateUpdate(draft, previous));
  else faults.push(...(kind.validateSubresource?.(subresource, draft, previous) ?? []));
  return faults;
}

function requestOf({ resource, kind, draft, previous, options }: Arrival): AdmissionRequest {
  return {
    resource,
    kind,
    operation: previous ? 'update' : 'create',
    object: draft,
    previous,
    dryRun: options.dryRun ?? false,
  };
}
