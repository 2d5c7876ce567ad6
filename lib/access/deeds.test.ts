import { expect, test } from 'vitest'
import { isDeed } from './deeds'

test.each([
  ['opening a page', { 'sec-fetch-mode': 'navigate' }],
  ['opening a page with an old browser', {}],
  ['following a link', { rsc: '1', 'sec-fetch-mode': 'cors' }],
  ['sending a form', { 'next-action': '7f', 'sec-fetch-mode': 'cors' }],
  ['typing, where the page saves it', { 'x-typed': '1', 'sec-fetch-mode': 'cors' }],
  ['sending a form without JavaScript', { 'sec-fetch-mode': 'navigate' }],
])('%s keeps a session alive', (_, headers) => {
  expect(isDeed(new Headers(headers as Record<string, string>))).toBe(true)
})

test.each([
  ['a prefetch', { rsc: '1', 'next-router-prefetch': '1' }],
  ['a prefetch of a part', { rsc: '1', 'next-router-segment-prefetch': '/_tree' }],
  ["a browser's own prefetch", { 'sec-purpose': 'prefetch;prerender', 'sec-fetch-mode': 'navigate' }],
  ['an old prefetch', { purpose: 'prefetch' }],
  ['polling', { 'sec-fetch-mode': 'cors' }],
  ['polling our own host', { 'sec-fetch-mode': 'same-origin' }],
  ['an image', { 'sec-fetch-mode': 'no-cors' }],
])('%s does not (I4)', (_, headers) => {
  expect(isDeed(new Headers(headers as Record<string, string>))).toBe(false)
})
