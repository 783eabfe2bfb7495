"""What outside sources say of papers, in the terms of the model: read alike from the network and from a file."""
