// Models validatePodResourceClaims in pkg/apis/core/validation/validation.go (v1.35): devices that a Pod claims.
import type { PodResourceClaim } from '../../api/generated/types.ts';
import { labelFaults, subdomainFaults } from '../../api/metadata.ts';
import type { FieldError } from '../../api/status.ts';
import { duplicate, invalid, invalidFor, requiredText } from '../faults.ts';
import type { Written } from '../written.ts';

type Claim = Written<PodResourceClaim>;

export function validateClaims(path: string, claims: readonly Claim[]): FieldError[] {
  const names = claims.map(({ name }) => name);
  return claims.flatMap((claim, index) => {
    const own = `${path}[${index}]`;
    const again = Boolean(claim.name) && names.indexOf(claim.name) < index;
    return [
      ...(again ? [duplicate(`${own}.name`, claim.name)] : requiredText(`${own}.name`, claim.name, labelFaults)),
      ...validateSource(own, claim),
    ];
  });
}

function validateSource(path: string, claim: Claim): FieldError[] {
  const { resourceClaimName: name, resourceClaimTemplateName: template } = claim;
  const inGo = {
    Name: claim.name ?? '',
    ResourceClaimName: name ?? null,
    ResourceClaimTemplateName: template ?? null,
  };
  const errors: FieldError[] = [];
  if (name !== undefined && template !== undefined) {
    const fault = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
    errors.push(invalid(path, inGo, fault));
  } else if (name === undefined && template === undefined) {
    errors.push(invalid(path, inGo, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'));
  }
  if (name !== undefined) errors.push(...invalidFor(`${path}.resourceClaimName`, name, subdomainFaults(name)));
  if (template !== undefined) {
    errors.push(...invalidFor(`${path}.resourceClaimTemplateName`, template, subdomainFaults(template)));
  }
  return errors;
}
