/**
 * An object as somebody wrote it: decoded, but with fields missing that the API calls required. Rules look at objects
 * through this type, since finding what is missing is their work.
 */
export type Written<T> = T extends readonly (infer U)[]
  ? readonly Written<U>[]
  : T extends object
    ? string extends keyof T
      ? T
      : { readonly [K in keyof T]?: Written<T[K]> | undefined }
    : T;

/** The same while it is being completed. */
export type Unfinished<T> = T extends readonly (infer U)[]
  ? Unfinished<U>[]
  : T extends object
    ? string extends keyof T
      ? { -readonly [K in keyof T]: T[K] }
      : { -readonly [K in keyof T]?: Unfinished<T[K]> | undefined }
    : T;
