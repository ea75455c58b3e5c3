# The container image, and its test. With a docker engine: docker; else buildah in a chroot.
.PHONY: image check-image
image:
	docker/build-image

check-image: image
	docker/test-image
