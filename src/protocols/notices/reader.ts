import type { HttpResponse } from '../../core/http.ts';
import type { Notice, Reading } from '../../core/reading.ts';

/** One kind of 402 that no wallet can pay. `soFar` is what protocols and the kinds before it found. Never throws. */
export type NoticeReader = (response: HttpResponse, soFar: Reading) => readonly Notice[];
