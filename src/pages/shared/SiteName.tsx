import type { Site } from '../../core/origin.ts';

/** A host: what stands before the registrable part may be cut in the middle, the registrable part never. */
export function SiteName({ site }: { site: Site }) {
  return (
    <bdi class="site" title={site.origin}>
      {site.prefix !== '' && <span class="prefix">{middle(site.prefix)}</span>}
      <strong>{site.strong}</strong>
    </bdi>
  );
}

/** The longest prefix that is shown whole. */
const PREFIX = 28;

function middle(prefix: string): string {
  if (prefix.length <= PREFIX) return prefix;
  return `${prefix.slice(0, PREFIX / 2)}…${prefix.slice(-PREFIX / 2)}`;
}
