# The container image, and its test. With a docker engine: docker; else buildah in a chroot.
.PHONY: image check-image
image:
	docker/build-image

check-image: image
	docker/test-image

# The Debian packages (debhelper), and their test on a bare bookworm.
.PHONY: deb check-deb
deb:
	docker/build-deb

check-deb: deb
	docker/test-deb
