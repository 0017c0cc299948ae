// What calls of the API server answer.
import type { ApiStatus } from '../../../preload/contract/inputs.ts';

export type ApiResult<T> =
  { readonly ok: true; readonly object: T } | { readonly ok: false; readonly status: ApiStatus };

export type ListResult<T> =
  | { readonly ok: true; readonly items: readonly T[]; readonly revision: number }
  | { readonly ok: false; readonly status: ApiStatus };
