import type { Site } from '../../../core/web/origin.ts';

/** A host: what stands before the registrable part may lose its beginning, the registrable part nothing. */
export function SiteName({ site }: { site: Site }) {
  return (
    <bdi class="site" title={site.origin}>
      {site.prefix !== '' && <span class="prefix">{prefixText(site.prefix)}</span>}
      <strong>{site.strong}</strong>
    </bdi>
  );
}

/** Characters of the prefix that are shown. */
const PREFIX = 28;

/** The prefix of a host as it is drawn: its end, since the end is what belongs to the registrable part. */
export function prefixText(prefix: string): string {
  return prefix.length <= PREFIX ? prefix : `…${prefix.slice(-PREFIX)}`;
}
