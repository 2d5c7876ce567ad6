import { expect, test } from 'vitest'
import { printHtml, printText } from './letter'

const letter = {
  subject: 'One & two',
  parts: [
    'Hello <b>Grace</b>,',
    { facts: [['Where', '"Here" & there']] as const },
    { say: 'Go', href: 'https://anteroom.example/manage/a?b=1&c=2' },
  ],
}

test('both texts of a letter say the same, the plain one with addresses on lines of their own', () => {
  expect(printText(letter)).toBe(
    'Hello <b>Grace</b>,\n\nWhere: "Here" & there\n\nGo:\nhttps://anteroom.example/manage/a?b=1&c=2\n',
  )
  const html = printHtml(letter)
  expect(html).toContain('<title>One &amp; two</title>')
  expect(html).toContain('<dt><strong>Where</strong></dt><dd>&quot;Here&quot; &amp; there</dd>')
  expect(html).toContain('href="https://anteroom.example/manage/a?b=1&amp;c=2"')
})

test('what a person typed is text in it, never markup', () => {
  expect(printHtml(letter)).toContain('<p>Hello &lt;b&gt;Grace&lt;/b&gt;,</p>')
})
