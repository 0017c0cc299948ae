// Models validateEphemeralContainers and ValidatePodEphemeralContainersUpdate in pkg/apis/core/validation/validation.go
// (v1.35): containers that are put into a Pod which is there already.
import type { EphemeralContainer, Pod, PodSpec } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { duplicate, forbidden, notFound } from '../faults.ts';
import { unifiedDiff } from '../unified-diff.ts';
import type { Written } from '../written.ts';
import { ephemeralContainerText } from './in-go.ts';
import { type PodScope, validateContainer, validateImageName } from './validate-container.ts';

const PATH = 'spec.ephemeralContainers';
const NOT_HERE = 'cannot be set for an Ephemeral Container';

/** In the order of the struct's fields. */
const foreignFields = [
  ...(['ports', 'resources', 'resizePolicy', 'restartPolicy', 'restartPolicyRules'] as const),
  ...(['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const),
];

export function validateEphemeralContainers(path: string, spec: Written<PodSpec>, scope: PodScope): FieldError[] {
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name }) => name));
  const names = new Set(others);
  return (spec.ephemeralContainers ?? []).flatMap((container, index) => {
    const own = `${path}[${index}]`;
    const { name, targetContainerName: target } = container;
    const repeated = names.has(name);
    names.add(name);
    return [
      ...validateContainer(own, container, scope),
      ...validateImageName(own, container),
      ...(repeated ? [duplicate(`${own}.name`, name)] : []),
      ...(target && !others.has(target) ? [notFound(`${own}.targetContainerName`, target)] : []),
      ...foreignFields
        .filter((field) => isSet(container[field]))
        .map((field) => forbidden(`${own}.${field}`, NOT_HERE)),
      ...validateSubPaths(`${own}.volumeMounts`, container),
    ];
  });
}

const isSet = (value: object | string | undefined): boolean => value !== undefined && Object.keys(value).length > 0;

function validateSubPaths(path: string, { volumeMounts = [] }: Written<EphemeralContainer>): FieldError[] {
  return volumeMounts.flatMap((mount, index) =>
    (['subPath', 'subPathExpr'] as const)
      .filter((field) => mount[field])
      .map((field) => forbidden(`${path}[${index}].${field}`, NOT_HERE)),
  );
}

/** Those that are there stay as they are. */
export function validateEphemeralUpdate({ spec }: Pod, { spec: old }: Pod): FieldError[] {
  return (old?.ephemeralContainers ?? []).flatMap((container) => {
    const next = spec?.ephemeralContainers?.find(({ name }) => name === container.name);
    const which = `existing ephemeral containers ${JSON.stringify(container.name)} may not be`;
    if (!next) return [forbidden(PATH, `${which} removed\n`)];
    if (jsonEqual(next, container)) return [];
    const difference = unifiedDiff(ephemeralContainerText(container), ephemeralContainerText(next));
    return [forbidden(PATH, `${which} changed\n${difference}`)];
  });
}
