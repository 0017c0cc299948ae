// Something that may not be: which rule it breaks, and about what.
export interface Fault {
  /** Name of the rule, the same for all that break it: `replicas`, `one-ip`. */
  readonly rule: string;
  /** One line: which objects, and how they are wrong. */
  readonly about: string;
}

export const fault = (rule: string, about: string): Fault => ({ rule, about });
