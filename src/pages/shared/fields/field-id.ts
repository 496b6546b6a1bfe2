import { useState } from 'preact/hooks';

let last = 0;

function next(): string {
  last += 1;
  return `field-${last}`;
}

/**
 * An id that no other element of this page has had. Preact's `useId` counts anew at each `render()` of a
 * root, so parts that are drawn later would get the ids of earlier ones, and labels would point at their fields.
 */
export function useFieldId(): string {
  return useState(next)[0];
}
