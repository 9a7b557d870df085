"""From a question's words to slots, from slots to a named template with parameters, from there to an answer."""
