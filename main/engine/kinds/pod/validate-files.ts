// Models pkg/apis/core/validation/validation.go (v1.35): files that volumes put into containers.
import type { DownwardAPIVolumeFile, KeyToPath } from '../../api/generated/types.ts';
import type { FieldError } from '../../api/status.ts';
import { invalid, required, requiredText } from '../faults.ts';
import type { Written } from '../written.ts';
import { validateFieldRef, validateResourceRef } from './validate-field-ref.ts';
import { validateNoBacksteps } from '../validate-volume-source.ts';

const FILE_MODE_MAX = 0o777;
const downwardFields = ['annotations', 'labels', 'name', 'namespace', 'uid'].map((field) => `metadata.${field}`);

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
    ...validateFilePath(`${path}.path`, place),
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

/** Names that begin with two dots are those of the volume's own files. */
export function validateFilePath(field: string, path: string): FieldError[] {
  if (path === '') return [required(field)];
  const reserved = path.startsWith('..') && !path.startsWith('../');
  return [
    ...validateDescendingPath(field, path),
    ...(reserved ? [invalid(field, path, "must not start with '..'")] : []),
  ];
}

/** Files that hold fields of the Pod itself; what is wrong is told of the volume at `path`, not of the file. */
export function validateDownwardItems(path: string, items: readonly Written<DownwardAPIVolumeFile>[]): FieldError[] {
  return items.flatMap((item) => validateDownwardItem(path, item));
}

function validateDownwardItem(path: string, item: Written<DownwardAPIVolumeFile>): FieldError[] {
  const { path: place = '', fieldRef, resourceFieldRef, mode } = item;
  const errors = validateFilePath(`${path}.path`, place);
  if (fieldRef) errors.push(...validateFieldRef(`${path}.fieldRef`, fieldRef, downwardFields));
  if (fieldRef && resourceFieldRef) {
    errors.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
  } else if (resourceFieldRef) {
    errors.push(...validateResourceRef(`${path}.resourceFieldRef`, resourceFieldRef, { ofContainer: true }));
  } else if (!fieldRef) {
    errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  }
  return [...errors, ...validateMode(`${path}.mode`, mode)];
}
