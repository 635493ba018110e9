# The pages from a container, on Linux:
#
#   docker build --tag backlab .
#   docker run --rm --network host backlab            for this machine alone
#   docker run --rm --network host backlab --class    for a room
#
# It shares the machine's network, since backlab answers only to the machine's own names and addresses.
FROM python:3.11-slim

# The pins of Binder hold all that is needed, what builds the package as well; a change of the code fetches nothing anew.
WORKDIR /srv/backlab
COPY binder/requirements.txt binder/
RUN pip install --no-cache-dir --require-hashes --requirement binder/requirements.txt
COPY . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation . && useradd --create-home --uid 1000 reader

USER 1000
WORKDIR /home/reader
ENTRYPOINT ["backlab", "--no-browser"]
