// Models third_party/forked/golang/expansion/expand.go (v1.35): `$(NAME)` in values, commands and arguments.

/** Replaces what `lookUp` knows; what it does not know stays as it is written, and `$$` stands for `$`. */
export function expand(text: string, lookUp: (name: string) => string | undefined): string {
  return text.replace(/\$(?:\$|\(([^)]*)\))/g, (whole: string, name: string | undefined) =>
    name === undefined ? '$' : (lookUp(name) ?? whole),
  );
}
