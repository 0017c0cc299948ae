// Times that never were.

/** What Kubernetes' JSON has for a time that never was: null, which the generated types leave out. */
export const NEVER = null as unknown as string;
