// Models selectString of staging/src/k8s.io/kubectl/pkg/cmd/set/helper.go (v1.35).

/** Whether a container is one of those that `--containers` names: `*` stands for any letters. */
export function containersNamed(pattern: string): (container: { readonly name: string }) => boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[^\w-]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  return ({ name }) => expression.test(name);
}
