import 'server-only'
import { notFound } from 'next/navigation'
import { Refusal } from '../errors'

/** What a page is made of; where the query refuses it as not found, the not-found page instead. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') notFound()
    throw error
  }
}
