import type { PassView } from '../../../messages/index.ts';
import { protocolName } from '../../../protocols/index.ts';
import type { Pass } from '../../stores/pass-store.ts';
import { siteFor } from './request.ts';

/** A pass ready to draw. */
export function passOf({ id, origin, path, protocol, at, auto }: Pass): PassView {
  return {
    id,
    site: siteFor(origin),
    path,
    protocol,
    protocolName: protocolName(protocol),
    at,
    auto,
  };
}
