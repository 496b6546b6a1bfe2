import { BODY_BYTES, decoderFor } from '../../core/encoding/body-text.ts';
import { browser, FIREFOX } from '../browser.ts';

/** True where the body of any response can be read as it passes by (Firefox). */
export const STREAMS_BODIES = FIREFOX;

/**
 * Reads a response's body while it passes by to the page. Call it from within the onResponse listener.
 * Resolves with at most BODY_BYTES bytes as text in the response's charset (UTF-8 when it is unknown).
 */
export function streamBody(requestId: string, contentType: string | undefined): Promise<string> {
  const filter = browser.webRequest.filterResponseData(requestId);
  const decoder = decoderFor(contentType);
  let text = '';
  let left = BODY_BYTES;
  return new Promise((resolve, reject) => {
    filter.ondata = ({ data }) => {
      filter.write(data);
      if (left <= 0) return;
      text += decoder.decode(data.slice(0, left), { stream: true });
      left -= data.byteLength;
      if (left <= 0) {
        filter.disconnect();
        resolve(text);
      }
    };
    filter.onstop = () => {
      filter.close();
      resolve(text + decoder.decode());
    };
    filter.onerror = () => reject(new Error(filter.error));
  });
}
