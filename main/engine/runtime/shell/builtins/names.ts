/** What `type` and `command -v` call a builtin. */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set(
  (
    ': . [ alias bg break cd command continue echo eval exec exit export false fg getopts hash jobs kill let local ' +
    'printf pwd read readonly return set shift source test trap true type ulimit umask unalias unset wait'
  ).split(' '),
);
