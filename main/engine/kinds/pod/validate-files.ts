// Models pkg/apis/core/validation/validation.go (v1.35): files that volumes put into containers.
import type { DownwardAPIVolumeFile, KeyToPath } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, required, requiredText, unsupported } from '../faults.ts';
import type { Written } from '../written.ts';
import { validateResourceRef } from './validate-env.ts';

const FILE_MODE_MAX = 0o777;
const downwardFields = [
  ...['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'],
];

/** What volumes of files have in common. */
export interface Files {
  readonly defaultMode?: number | undefined;
  readonly items?: readonly Written<KeyToPath>[] | undefined;
}

export function validateFiles(path: string, files: Files | undefined): FieldError[] {
  return [
    ...validateMode(`${path}.defaultMode`, files?.defaultMode),
    ...(files?.items ?? []).flatMap((item, index) => validateItem(`${path}.items[${index}]`, item)),
  ];
}

export function validateItem(path: string, { key, path: place = '', mode }: Written<KeyToPath>): FieldError[] {
  return [
    ...requiredText(`${path}.key`, key),
    ...(place === '' ? [required(`${path}.path`)] : validateDescendingPath(`${path}.path`, place)),
    ...validateMode(`${path}.mode`, mode),
  ];
}

export function validateMode(field: string, mode: number | undefined): FieldError[] {
  if (mode === undefined || (mode >= 0 && mode <= FILE_MODE_MAX)) return [];
  return [invalid(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive')];
}

export function validateDescendingPath(field: string, path: string): FieldError[] {
  const absolute = path.startsWith('/') ? [invalid(field, path, 'must be a relative path')] : [];
  return [...absolute, ...validateNoBacksteps(field, path)];
}

export function validateNoBacksteps(field: string, path: string): FieldError[] {
  return path.split('/').includes('..') ? [invalid(field, path, "must not contain '..'")] : [];
}

/** Files that hold fields of the Pod itself. */
export function validateDownwardItems(path: string, items: readonly Written<DownwardAPIVolumeFile>[]): FieldError[] {
  return items.flatMap((item, index) => validateDownwardItem(`${path}[${index}]`, item));
}

function validateDownwardItem(path: string, item: Written<DownwardAPIVolumeFile>): FieldError[] {
  const { path: place = '', fieldRef, resourceFieldRef, mode } = item;
  const errors = place === '' ? [required(`${path}.path`)] : validateDescendingPath(`${path}.path`, place);
  if (fieldRef) errors.push(...validateDownwardField(`${path}.fieldRef.fieldPath`, fieldRef.fieldPath ?? ''));
  if (fieldRef && resourceFieldRef) {
    errors.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
  } else if (resourceFieldRef) {
    const named = resourceFieldRef.containerName ? [] : [required(`${path}.resourceFieldRef.containerName`)];
    errors.push(...named, ...validateResourceRef(`${path}.resourceFieldRef`, resourceFieldRef));
  } else if (!fieldRef) {
    errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  }
  return [...errors, ...validateMode(`${path}.mode`, mode)];
}

function validateDownwardField(field: string, fieldPath: string): FieldError[] {
  if (fieldPath === '') return [required(field)];
  if (/^metadata\.(labels|annotations)\['.*'\]$/.test(fieldPath) || downwardFields.includes(fieldPath)) return [];
  return [unsupported(field, fieldPath, downwardFields)];
}
