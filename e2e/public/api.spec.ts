import { expect, test } from '@playwright/test'

test('an address under /api that is nobody’s is a problem for programs, by any method', async ({
  request,
}) => {
  for (const path of ['/api/v1', '/api/v1/no-such', '/api/v1/clinics/harbour/no-such', '/api/v2/x?y=z'])
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const answer = await request.fetch(path, { method })
      expect([answer.status(), answer.headers()['content-type']], `${method} ${path}`).toEqual([
        404,
        'application/problem+json',
      ])
      expect(await answer.json()).toMatchObject({
        ...{ type: 'urn:anteroom:problem:not_found', title: 'Not Found', status: 404, code: 'not_found' },
        requestId: expect.any(String),
      })
    }
  expect((await request.head('/api/v1/no-such')).status()).toBe(404)
  expect((await request.get('/api')).headers()['content-type']).toBe('application/problem+json')
  // What somebody has, and not by this method, is still theirs.
  expect((await request.delete('/api/v1/clinics')).status()).toBe(405)
  expect((await request.get('/api/v1/clinics')).status()).toBe(200)
  expect((await request.get('/api/auth/csrf')).status()).toBe(200)
})
