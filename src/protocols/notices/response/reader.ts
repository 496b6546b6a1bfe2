import type { JsonObject } from '../../../core/encoding/json.ts';
import type { Notice } from '../../../core/offers/notice.ts';
import type { ParsedResponse } from '../../../core/offers/parsed-response.ts';
import type { HttpResponse } from '../../../core/web/http.ts';

/** What the readers before found, and whether a JSON body is a protocol's own, whose reader tells what is in it. */
export type Heard = ParsedResponse & { readonly isOfProtocol?: (body: JsonObject) => boolean };

/** Reads one kind of 402 that no wallet can pay. Never throws. */
export type NoticeReader = (response: HttpResponse, soFar: Heard) => readonly Notice[];
